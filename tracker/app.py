"""The application factory."""

from __future__ import annotations

import secrets
from functools import partial

import govuk_frontend_jinja  # noqa: F401  # its templates are loaded by package name below
from flask import Flask, Response, g
from flask_wtf.csrf import generate_csrf
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

import tracker.risks.views_actions  # adds pages to `risks`
import tracker.risks.views_edit  # adds pages to `risks`
import tracker.risks.views_ending  # adds pages to `risks`
import tracker.risks.views_links  # adds pages to `risks`
import tracker.risks.views_matrix  # adds pages to `risks`
import tracker.risks.views_not_now  # adds pages to `risks`
import tracker.risks.views_register  # adds pages to `risks`
import tracker.risks.views_score  # noqa: F401  # the views of each room add pages to its blueprint
from tracker import dates, writing
from tracker.access import Act
from tracker.accounts import (  # noqa: F401  # they add pages to `accounts`
    views_account,
    views_people,
    views_settings,
    views_statement,
)
from tracker.accounts.rules_sign_in import SESSION_LASTS
from tracker.accounts.views import accounts
from tracker.accounts.views_session import load_actor, office, person
from tracker.annual import (  # noqa: F401  # they add pages to `annual`
    views_chapters,
    views_pictures,
    views_rows,
    views_tables,
)
from tracker.annual.views import annual
from tracker.certificates import read_certificate
from tracker.config import Settings, load_settings, project_file
from tracker.db import make_engine, make_sessions
from tracker.documents.html import stylesheet
from tracker.exchange import (  # noqa: F401  # they add pages to `exchange`
    views_calendar,
    views_dashboard_book,
    views_enter,
    views_figures,
    views_information,
    views_mail,
    views_maps,
)
from tracker.exchange.views import exchange
from tracker.files.rules import LARGEST_FILE
from tracker.information import views_lines  # noqa: F401  # adds pages to `information`
from tracker.information.views import information
from tracker.inspections import (  # noqa: F401  # they add pages to `inspections`
    views_events,
    views_evidence,
    views_finding,
    views_grades,
    views_not_now,
    views_record,
    views_response,
    views_status,
    views_tracker,
    views_withdraw,
)
from tracker.inspections.views import inspections
from tracker.measures import (  # noqa: F401  # they add pages to `measures`
    views_board,
    views_commentary,
    views_edit,
    views_groups,
    views_levels,
    views_standing,
)
from tracker.measures.views import measures
from tracker.overview import (  # noqa: F401  # they add pages to `overview`
    queries_linked,
    views_hand_over,
    views_linked,
    views_log,
)
from tracker.overview.views import overview
from tracker.packs import (  # noqa: F401  # they add pages to `packs`
    views_agenda,
    views_download,
    views_item,
    views_items,
    views_meeting,
    views_minutes,
    views_minutes_decided,
    views_minutes_items,
    views_minutes_public,
    views_packs_public,
    views_papers,
    views_publish,
    views_template,
)
from tracker.packs.views import packs
from tracker.panel import (  # noqa: F401  # they add pages to `panel`
    views_forward,
    views_meetings,
    views_members,
    views_requests,
    views_texts,
)
from tracker.panel.views import panel
from tracker.plan import (  # noqa: F401  # they add pages to `plan`
    views_close,
    views_deliverable,
    views_due,
    views_list,
    views_my,
    views_plan,
    views_plan_public,
    views_plan_versions,
    views_progress,
    views_version_steps,
    views_year,
)
from tracker.plan.views import plan
from tracker.reports import (  # noqa: F401  # they add pages to `reports`
    views_acronyms,
    views_after,
    views_annual,
    views_annual_outcomes,
    views_approval,
    views_dashboard,
    views_entries,
    views_panel_requests,
    views_published,
    views_reasons,
    views_register,
    views_review,
    views_road,
    views_road_corrections,
    views_sign,
    views_signed,
    views_submit,
    views_versions,
)
from tracker.reports.views import reports
from tracker.risks.views import risks
from tracker.web import guard, health, navigation, wording
from tracker.web.errors import register_error_handlers
from tracker.web.identity import can, can_for_some, public
from tracker.web.request import Request

FEATURES = (
    overview,
    accounts,
    panel,
    plan,
    inspections,
    risks,
    measures,
    information,
    annual,
    reports,
    packs,
    exchange,
)

ONE_FORM_MAY_HOLD = 8 * 1024 * 1024
"""Bytes. Well over any field's limit, so that too long an answer is refused beside its field, with its text kept."""

ONE_UPLOAD_MAY_HOLD = 4 * LARGEST_FILE
"""Bytes. Over the largest file, so that one somewhat too large is refused beside its field too."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (by default those of the environment). Raises BadSetting."""
    settings = settings or load_settings()
    dates.fix_today(settings.today)
    app = Flask("tracker", static_folder="web/static", template_folder=None)
    app.request_class = Request
    app.config.update(_flask_settings(settings))
    app.extensions["tracker_settings"] = settings
    app.extensions["tracker_engine"] = make_engine(settings.resolved_database_url)
    app.extensions["tracker_sessions"] = make_sessions(app.extensions["tracker_engine"])
    app.extensions["tracker_load_actor"] = load_actor
    app.extensions["tracker_certificate"] = partial(read_certificate, settings)
    app.extensions[views_finding.RISKS_BESIDE] = queries_linked.risks_of_finding
    _set_up_templates(app)
    app.before_request(guard.admit)
    app.after_request(_secure)
    app.teardown_request(writing.close_session)
    register_error_handlers(app)
    app.add_url_rule("/report.css", "report_stylesheet", report_stylesheet)
    app.add_url_rule("/healthz", "healthz", health.healthz)
    for feature in FEATURES:
        app.register_blueprint(feature)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    prefix = "__Host-" if settings.secure_cookies else ""
    return {
        "SECRET_KEY": settings.resolved_secret_key(),
        "SESSION_COOKIE_NAME": f"{prefix}tracker_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # The cookie outlives the session, so that the sign-in page can say why that ended.
        "PERMANENT_SESSION_LIFETIME": 2 * SESSION_LASTS,
        "MAX_CONTENT_LENGTH": ONE_FORM_MAY_HOLD,
        "MAX_FORM_MEMORY_SIZE": ONE_FORM_MAY_HOLD,
        "TRACKER_MAX_UPLOAD": ONE_UPLOAD_MAY_HOLD,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _set_up_templates(app: Flask) -> None:
    WTFormsHelpers(app)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(project_file("templates")),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(Act=Act, can=can, can_for_some=can_for_some, menu=navigation.menu, csp_nonce=_nonce)
    app.jinja_env.globals.update(person=person, office=office, csrf_token=generate_csrf)
    app.jinja_env.filters.update(wording.FILTERS)


@public
def report_stylesheet() -> Response:
    """The style sheet of reports and statuses, made from the colours that the PDF uses too."""
    answer = Response(stylesheet(), mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _nonce() -> str:
    """One random value per answer: the only inline script that may run carries it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    value: str = g.csp_nonce
    return value


def _secure(response: Response) -> Response:
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self' 'nonce-{_nonce()}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if g.get("actor") is not None:
        # Somebody at the same computer after sign-out must not read it from the browser's cache.
        headers.setdefault("Cache-Control", "no-store")
    return response
