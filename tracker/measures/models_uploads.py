"""Files of figures that were sent and are looked at before they are loaded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key
from tracker.files.models import StoredFile
from tracker.measures.models import MeasureLoad


class FigureUpload(Base):
    """A file somebody sent. It is part of the record only once it was loaded; `load` is what came of it."""

    __tablename__ = "figure_upload"
    __table_args__ = (UniqueConstraint("load_id"),)

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(100))
    uploaded_on: Mapped[date]
    uploaded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    uploaded_by: Mapped[str]
    load_id: Mapped[int | None] = mapped_column(ForeignKey("measure_load.id"))
    file: Mapped[StoredFile] = relationship()
    load: Mapped[MeasureLoad | None] = relationship()
