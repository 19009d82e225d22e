/* What is asked of a page in the browser. Each function answers with sentences, one for each fault; none is good. */
window.judge = (() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const words = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
  const name = (element) => {
    const own = element.id ? `#${element.id}` : element.className && element.className.split ? `.${element.className.split(" ")[0]}` : "";
    return `${element.tagName.toLowerCase()}${own} “${words(element).slice(0, 40)}”`;
  };

  /* axe-core, with every rule for WCAG 2.2 AA and its best practices, and with those that are still being tried. */
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const TRIED = [
    "css-orientation-lock", "focus-order-semantics", "label-content-name-mismatch", "p-as-heading",
    "table-fake-caption", "target-size", "td-has-header",
  ];
  const EVERYTHING = {
    runOnly: { type: "tag", values: TAGS },
    rules: Object.fromEntries(TRIED.map((id) => [id, { enabled: true }])),
    resultTypes: ["violations", "incomplete"],
  };
  const only = (...ids) => ({ runOnly: { type: "rule", values: ids }, resultTypes: ["violations", "incomplete"] });

  /* These two read every style sheet and sound anew for each page, which is slow, and find nothing where nothing turns
     with the screen and nothing sounds. Then they are left out. */
  const turns = (rule) =>
    /orientation/.test(rule.conditionText ?? "") || [...(rule.cssRules ?? [])].some(turns);
  const LOADED = {
    "css-orientation-lock": () => [...document.styleSheets].some((sheet) => [...sheet.cssRules].some(turns)),
    "no-autoplay-audio": () => document.querySelector("audio, video") !== null,
  };
  const everything = () => {
    const idle = Object.entries(LOADED).filter(([, works]) => !works()).map(([id]) => [id, { enabled: false }]);
    return { ...EVERYTHING, rules: { ...EVERYTHING.rules, ...Object.fromEntries(idle) } };
  };

  /* axe leaves short words and signs undecided unless told to look at them as well. */
  axe.configure({
    checks: [{
      id: "color-contrast",
      options: { ...axe._audit.checks["color-contrast"].options, ignoreUnicode: false, ignoreLength: true },
    }],
  });

  const findings = (results, kind) =>
    results[kind].flatMap((rule) => rule.nodes.map((node) => ({ rule: rule.id, kind, node })));
  const sentence = ({ rule, kind, node }) => {
    const said = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
    return `${kind === "violations" ? "" : "undecided: "}${rule}: ${node.target.join(" ")}: ${said}`;
  };

  /* Where axe cannot tell what words stand on, as on a gradient or in a drawing, we look ourselves. */
  async function axeOn(options) {
    const results = await axe.run(document, options);
    const undecided = findings(results, "incomplete");
    const ofContrast = undecided.filter(({ rule }) => rule === "color-contrast");
    return [
      ...findings(results, "violations").map(sentence),
      ...undecided.filter((found) => !ofContrast.includes(found)).map(sentence),
      ...ofContrast.flatMap(({ node }) => pale(one(node.target[0]))),
    ];
  }

  /* Words of any size need 4.5:1, on every ground that may be behind them. */
  function pale(element) {
    const style = getComputedStyle(element);
    const ink = onWhite(element.closest("svg") ? style.fill : style.color);
    const found = grounds(element);
    const worst = Math.min(...found.map((ground) => contrast(ink, ground)));
    return found.length && worst >= 4.5 ? [] : [`color-contrast: ${name(element)} has ${worst.toFixed(2)}:1`];
  }

  function grounds(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const lines = () => [...range.getClientRects()].filter((box) => box.width && box.height);
    return lines().flatMap((line, place) => {
      scrollBy(0, line.y - innerHeight / 2);
      const box = lines()[place];
      return behind(box.x + box.width / 2, box.y + box.height / 2);
    });
  }

  function behind(x, y) {
    const found = [];
    const stack = document.elementsFromPoint(x, y);
    for (const each of stack) {
      const style = getComputedStyle(each);
      if (each.closest("svg") && each.tagName !== "svg") {
        if (each.tagName === "text" || !style.fill.startsWith("rgb")) continue;
        return [...found, onWhite(style.fill)];
      }
      found.push(...(style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? []).map(onWhite));
      if (numbers(style.backgroundColor)[3] !== 0) return [...found, onWhite(style.backgroundColor)];
    }
    return stack.length ? [...found, [255, 255, 255]] : [];
  }

  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const onWhite = (colour) => {
    const [red, green, blue, alpha = 1] = numbers(colour);
    return [red, green, blue].map((channel) => 255 + (channel - 255) * alpha);
  };
  const luminance = (rgb) => {
    const linear = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  /* What only screen readers are to read is kept one pixel small. */
  const readAloudOnly = (element) => element.clientWidth <= 1 && element.clientHeight <= 1;

  function titleAndHeadings() {
    const found = [];
    const refused = one(".govuk-error-summary") ? "Error: " : "";
    const h1 = all("h1");
    if (h1.length !== 1) found.push(`${h1.length} main headings`);
    else if (!document.title.startsWith(refused + words(h1[0]))) found.push(`title “${document.title}” does not say ${refused}“${words(h1[0])}”`);
    return found;
  }

  function errors() {
    const found = [];
    const described = new Set(all("[aria-describedby]").flatMap((each) => each.getAttribute("aria-describedby").split(/\s+/)));
    for (const message of all(".govuk-error-message"))
      if (!described.has(message.id)) found.push(`${name(message)} describes no field`);
    const told = new Set();
    for (const link of all(".govuk-error-summary__list a")) {
      if (told.has(words(link))) found.push(`two errors say ${name(link)}`);
      told.add(words(link));
      const field = document.getElementById(link.getAttribute("href").slice(1));
      if (!field || !field.matches("input, select, textarea, button, [tabindex]")) found.push(`${name(link)} leads to no field`);
    }
    return found;
  }

  function help() {
    const links = all("body > footer a[href]").map((link) => link.getAttribute("href"));
    return links.join() === "/published,/published/meetings,/published/information,/accessibility,/accessibility#contact" ? [] : [`the footer links to ${links.join(", ")}`];
  }

  function ids() {
    const seen = new Set();
    return all("[id]").filter(({ id }) => seen.has(id) || !seen.add(id)).map((each) => `two elements are ${name(each)}`);
  }

  function buttons() {
    return all("a[role=button]").filter((link) => link.dataset.module !== "govuk-button").map((link) => `${name(link)} is called a button but the space bar does nothing`);
  }

  function newTabs() {
    return all("a[target=_blank]").filter((link) => !/new tab/.test(words(link))).map((link) => `${name(link)} opens a tab unannounced`);
  }

  /* Whether anything needs scrolling in two directions: only what scrolls inside its own named box may be wide. */
  function reflow() {
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) {
      const wide = all("body *").filter((each) => shown(each) && each.getBoundingClientRect().right > root.clientWidth + 1 && !each.parentElement.closest(SCROLLS));
      found.push(`wider than the screen by ${root.scrollWidth - root.clientWidth}px: ${wide.slice(-1).map(name)}`);
    }
    for (const box of all("body *").filter(scrolls)) {
      const label = box.getAttribute("aria-label") || (box.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => words(document.getElementById(id))).join("");
      if (box.tabIndex !== 0) found.push(`${name(box)} scrolls sideways and the keyboard cannot reach it`);
      if (box.getAttribute("role") !== "region" || !label) found.push(`${name(box)} scrolls sideways and is no named region`);
    }
    return found;
  }
  const SCROLLS = "[role=region][tabindex='0']";
  const scrolls = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1 && element.tagName !== "TEXTAREA";

  /* Only the cells of a table need two directions: its caption is to be read without scrolling. */
  function captions() {
    const right = (element) => {
      const range = document.createRange();
      const ends = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE || !readAloudOnly(node));
      return Math.max(...ends.map((node) => (range.selectNodeContents(node), range.getBoundingClientRect().right)));
    };
    return all("caption")
      .filter((caption) => shown(caption) && !readAloudOnly(caption))
      .filter((caption) => right(caption) > (caption.closest(SCROLLS) ?? document.documentElement).getBoundingClientRect().right + 1)
      .map((caption) => `${name(caption)} is cut off`);
  }

  /* WCAG 1.4.12: whether words are cut off or lie on others when a reader sets lines, letters and words wider apart. */
  const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";
  function spaced() {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = SPACING;
    const found = [...reflow(), ...cutOff(), ...outsideDrawings()];
    style.remove();
    return found.map((each) => `spaced: ${each}`);
  }

  function cutOff() {
    const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
    return all("body *")
      .filter((each) => !each.closest("svg") && hides(getComputedStyle(each)) && shown(each) && !readAloudOnly(each) && words(each))
      .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
      .map((each) => `${name(each)} is cut off`);
  }

  function outsideDrawings() {
    const outside = (inner, outer) => inner.left < outer.left - 1 || inner.right > outer.right + 1;
    return all("svg text")
      .filter((label) => shown(label) && outside(label.getBoundingClientRect(), label.closest("svg").getBoundingClientRect()))
      .map((label) => `${name(label)} is cut off at the edge of its drawing`);
  }

  /* The keyboard: begin, press Tab as often as told, and end. */
  let stops, before, passed;

  function begin() {
    stops = tabStops();
    before = new Map(stops.map((stop) => [stop, looks(stop)]));
    passed = [];
    document.addEventListener("keydown", note, true);
    /* Wherever a script has put the focus, Tab is to start at the top. */
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    /* A date has a stop for its day, month, year and calendar each; one more leaves the page. */
    return stops.length + 3 * stops.filter(({ type }) => type === "date").length + 1;
  }

  function note() {
    const here = document.activeElement;
    if (here === document.body || here === passed.at(-1)?.here) return;
    passed.push({ here, seen: looks(here) !== before.get(here), covered: covered(here) });
  }

  function end() {
    note();
    document.removeEventListener("keydown", note, true);
    /* After the last stop the browser begins again, perhaps by way of its own buttons. */
    if (passed.length > stops.length && passed.at(-1).here === stops[0]) passed.pop();
    const reached = passed.map(({ here }) => here);
    const found = stops.filter((stop) => !reached.includes(stop)).map((stop) => `Tab does not reach ${name(stop)}`);
    if (!found.length) reached.forEach((here, place) => here !== stops[place] && found.push(`Tab reaches ${name(here)} where ${name(stops[place] ?? document.body)} is next`));
    for (const { here, seen, covered } of passed) {
      if (!seen) found.push(`${name(here)} looks the same with the focus on it`);
      if (covered) found.push(`${name(here)} has the focus and cannot be seen`);
    }
    return found;
  }

  function tabStops() {
    const groups = new Set();
    return all("a[href], button, input, select, textarea, summary, [tabindex]").filter((each) => {
      if (each.disabled || each.tabIndex < 0 || each.type === "hidden" || !shown(each)) return false;
      if (each.type !== "radio") return true;
      /* Of radio buttons with one name the chosen one is a stop, or the first. */
      const chosen = one(`input[type=radio][name="${CSS.escape(each.name)}"]:checked`);
      return chosen ? chosen === each : !groups.has(each.name) && groups.add(each.name);
    });
  }

  /* All by which a person could tell that it has the focus; the box of a radio button or a tick is drawn by its label. */
  function looks(element) {
    const labels = [...(element.labels ?? [])].map((label) => getComputedStyle(label, "::before"));
    return [getComputedStyle(element), ...labels].map(look).join();
  }

  function look(style) {
    const outline = style.outlineStyle === "none" || numbers(style.outlineColor)[3] === 0 ? "" : style.outline;
    return [outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth].join(";");
  }

  function covered(element) {
    const points = [...element.getClientRects()].flatMap((box) =>
      [0.1, 0.5, 0.9].map((part) => [box.x + box.width / 2, box.y + box.height * part]));
    const own = [element, ...(element.labels ?? [])];
    return !points.some(([x, y]) => own.some((each) => each.contains(document.elementFromPoint(x, y))));
  }

  /* What moves by itself or takes its time, where the reader has asked for stillness. */
  function moving() {
    const takesTime = (list) => list.split(",").some((time) => parseFloat(time) > 0);
    return all("body *")
      .filter((each) => [null, "::before", "::after"].some((part) => {
        const style = getComputedStyle(each, part);
        return takesTime(style.transitionDuration) || (style.animationName !== "none" && takesTime(style.animationDuration));
      }))
      .map((each) => `${name(each)} moves`);
  }

  /* On paper nothing can be pressed or scrolled. */
  function paper() {
    const dead = all("button, [role=button], nav, form[method=get], summary").filter((each) => shown(each) && !readAloudOnly(each));
    const hidden = all("body *").filter((each) => each.scrollWidth > each.clientWidth + 1 && /auto|scroll|hidden|clip/.test(getComputedStyle(each).overflowX) && shown(each) && !readAloudOnly(each) && each.tagName !== "TEXTAREA");
    const over = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return [
      ...dead.map((each) => `${name(each)} is printed`),
      ...hidden.map((each) => `${name(each)} is cut off on paper`),
      ...(over ? ["wider than the paper"] : []),
    ];
  }

  return {
    begin, end, ids, moving, paper, reflow,
    axe: () => axeOn(everything()),
    targets: () => axeOn(only("target-size", "scrollable-region-focusable")),
    page: () => [titleAndHeadings, errors, help, ids, buttons, newTabs].flatMap((check) => check()),
    narrow: () => [...reflow(), ...captions(), ...spaced()],
  };
})();
