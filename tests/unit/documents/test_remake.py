"""Pictures made anew: only their dots are kept, and what cannot be printed is refused with what to do."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tracker.documents.remake import LARGEST, LONGEST_SIDE, remake
from tracker.documents.remake_apart import remake_apart
from tracker.documents.remake_errors import (
    DamagedPicture,
    EmptyPicture,
    HugePicture,
    LargePictureFile,
    MovingPicture,
    NotAPicture,
    ThinPicture,
    TinyPicture,
)

NAME = "Town hall.jpg"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawn(kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **more: object) -> bytes:
    picture = Image.new(mode, size, "white" if mode == "RGB" else None)
    picture.paste("red" if mode == "RGB" else 0, (0, 0, size[0] // 4, size[1] // 4))
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def test_a_photograph_loses_its_place_its_camera_and_all_that_hangs_on_it() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    sent = drawn(exif=exif, comment=b"Taken at home", icc_profile=SRGB)
    assert b"A camera" in sent + b"Taken at home"
    made = remake(sent + b"<hidden behind the picture>", NAME)
    assert made.media_type == "image/jpeg"
    for gone in (b"A camera", b"Taken at home", b"Exif", b"hidden", b"ICC_PROFILE"):
        assert gone not in made.content
    assert not opened(made.content).getexif()


def test_texts_in_a_drawing_are_left_behind() -> None:
    notes = PngInfo()
    notes.add_text("Author", "Somebody")
    made = remake(drawn("PNG", pnginfo=notes), "Chart.png")
    assert made.media_type == "image/png"
    assert b"Somebody" not in made.content


def test_a_picture_taken_with_the_camera_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = remake(drawn(exif=exif), NAME)
    assert (made.width, made.height) == (300, 400)
    # The red corner was on the left on top, and is on the right once it is turned.
    pixel = opened(made.content).convert("RGB").getpixel((290, 10))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200 > pixel[1]


def test_what_is_larger_than_print_needs_is_made_smaller_in_proportion() -> None:
    made = remake(drawn(size=(5000, 2500)), NAME)
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_is_see_through_stands_on_white() -> None:
    made = remake(drawn("PNG", mode="RGBA"), "Logo.png")
    assert opened(made.content).getpixel((200, 200)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_pictures_for_printers_and_in_grey_come_out_in_colours_of_screens(mode: str) -> None:
    made = remake(drawn(mode=mode), NAME)
    assert opened(made.content).mode == "RGB"


@given(grey=st.lists(st.integers(0, 65_535), min_size=1, max_size=8))
@settings(max_examples=25)
def test_grey_of_sixteen_bits_stays_as_light_as_it_was(grey: list[int]) -> None:
    """As scanners write it."""
    rows = b"".join(struct.pack("<H", lightness) * 200 * 100 for lightness in grey)
    scanned = Image.frombytes("I;16", (200, 100 * len(grey)), rows)
    written = io.BytesIO()
    scanned.save(written, "PNG")
    made = opened(remake(written.getvalue(), NAME).content)
    for place, lightness in enumerate(grey):
        found = made.getpixel((100, 100 * place + 50))
        assert isinstance(found, tuple)
        assert found[0] == found[1] == found[2]
        assert abs(found[0] - lightness / 257) <= 1


@pytest.mark.parametrize("size", [(2000, 1), (1, 2000), (2001, 200)])
def test_a_strip_in_which_nothing_is_seen_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ThinPicture, match="at most 10 times the shorter"):
        remake(drawn("PNG", size), NAME)
    assert remake(drawn("PNG", (2000, 200)), NAME).width == 2000


def test_a_drawing_that_would_be_large_becomes_a_photograph() -> None:
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "PNG")
    assert remake(written.getvalue(), "Scan.png").media_type == "image/jpeg"


def test_one_hundred_megapixels_are_refused_before_they_are_read() -> None:
    # A few bytes that say they are 10,000 by 10,000 dots.
    sent = drawn("PNG", size=(400, 300)).replace(
        (400).to_bytes(4) + (300).to_bytes(4), (10_000).to_bytes(4) + (10_000).to_bytes(4), 1
    )
    head = sent[12:29]
    sent = sent[:29] + zlib.crc32(head).to_bytes(4) + sent[33:]
    with pytest.raises(HugePicture) as refused:
        remake(sent, "Map.png")
    assert "10,000 by 10,000 dots, which is 100 megapixels. At most 60 megapixels" in str(refused.value)


@pytest.mark.parametrize("sent", [SVG, b"%PDF-1.7", b"GIF", b"MZ\x90\x00", b"BM" + bytes(60)])
def test_what_is_no_picture_is_refused_whatever_its_name(sent: bytes) -> None:
    with pytest.raises(NotAPicture):
        remake(sent, "Photo.jpg")


def test_what_moves_is_refused() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "PNG", "WEBP"):
        written = io.BytesIO()
        frames[0].save(written, kind, save_all=True, append_images=frames[1:])
        with pytest.raises(MovingPicture):
            remake(written.getvalue(), "Moving")


def test_a_still_gif_is_taken() -> None:
    assert remake(drawn("GIF"), "Logo.gif").media_type == "image/png"


def test_what_is_cut_off_is_refused() -> None:
    sent = drawn(size=(900, 900), quality=95)
    with pytest.raises(DamagedPicture):
        remake(sent[: len(sent) // 2], NAME)


def test_empty_large_and_tiny_files_are_refused() -> None:
    with pytest.raises(EmptyPicture):
        remake(b"", NAME)
    with pytest.raises(LargePictureFile, match="larger than 25 MB"):
        remake(bytes(LARGEST + 1), NAME)
    with pytest.raises(TinyPicture, match="only 40 by 30 dots"):
        remake(drawn(size=(40, 30)), NAME)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_picture_with_any_bytes_changed_is_made_anew_or_refused(data: st.DataObject) -> None:
    sent = bytearray(drawn(data.draw(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"])), size=(250, 200)))
    for _ in range(data.draw(st.integers(1, 6))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = remake(bytes(sent), NAME)
    except (DamagedPicture, NotAPicture, HugePicture, TinyPicture, ThinPicture, MovingPicture):
        return
    assert opened(made.content).size == (made.width, made.height)


def test_a_program_of_its_own_gives_the_same_picture_and_the_same_refusals() -> None:
    assert remake_apart(drawn(), NAME) == remake(drawn(), NAME)
    with pytest.raises(NotAPicture) as refused:
        remake_apart(SVG, "Map.svg")
    assert str(refused.value) == str(NotAPicture("Map.svg"))
    assert refused.value.name == "Map.svg"


@pytest.mark.parametrize("code", [3, -9, 1])
def test_a_picture_that_ends_the_program_is_refused(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    done = subprocess.CompletedProcess([], code, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(DamagedPicture):
        remake_apart(drawn(), NAME)
