"""Files kept in the database, so that web nodes hold no state and one backup holds everything (DESIGN section 4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tracker import dates
from tracker.db import Base, Instant, Key


class StoredFile(Base):
    """The bytes of one file, kept once however many records name it; its name belongs to each record."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 1", name="not_empty"),)

    id: Mapped[Key]
    # SHA-256 of the content, in hexadecimal.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    # Bytes.
    size: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    stored_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
