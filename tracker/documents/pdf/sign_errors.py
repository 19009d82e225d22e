"""Why a PDF cannot be signed or its signature not be read. Each says what to do; days are in UTC."""

from __future__ import annotations

from datetime import datetime

from tracker.documents.errors import DocumentError


def day(moment: datetime) -> str:
    """The day in words, "18 September 2024"."""
    return f"{moment.day} {moment:%B %Y}"


class SigningRefused(DocumentError):
    """A signature that cannot be made, or a key, certificate or file it cannot be made or checked with."""


class CertificateUnreadable(SigningRefused):
    """A file that is not there or may not be read; `name` is that of the file."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The file “{name}” of the certificate cannot be read. Check that it is there and readable.")


class NotAKeyStore(SigningRefused):
    """A file that is no PKCS#12 file."""

    def __init__(self) -> None:
        super().__init__("The signing certificate is no PKCS#12 file. Export it as a .p12 or .pfx file with its key.")


class WrongPassword(SigningRefused):
    """A PKCS#12 file that its password does not open, or whose contents were changed."""

    def __init__(self) -> None:
        super().__init__("The password does not open the signing certificate. Check it, or export the file again.")


class NoPrivateKey(SigningRefused):
    """A PKCS#12 file without a private key."""

    def __init__(self) -> None:
        super().__init__("The file of the signing certificate has no private key. Export it again with its key.")


class NoCertificate(SigningRefused):
    """A PKCS#12 file without the certificate of its private key, or a file that holds no certificate."""

    def __init__(self) -> None:
        super().__init__("The file has no certificate that can be used here. Export the certificate again.")


class UnsupportedKey(SigningRefused):
    """A key that common PDF readers cannot check, or that is too weak. `kind` names it, such as “RSA 1024”."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"The signing key is {kind}. Use RSA with 2048 bits or more, or the curve P-256, P-384 or P-521."
        )


class UsageForbidsSigning(SigningRefused):
    """A certificate issued for other things than signing; `subject` is whose it is."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        super().__init__(f"The certificate of “{subject}” was not issued for signatures. Ask for one that was.")


class CertificateExpired(SigningRefused):
    """A certificate past its last moment, `ended`."""

    def __init__(self, subject: str, ended: datetime) -> None:
        self.subject = subject
        self.ended = ended
        super().__init__(f"The certificate of “{subject}” expired on {day(ended)}. Renew it.")


class CertificateNotYetValid(SigningRefused):
    """A certificate before its first moment, `begins`."""

    def __init__(self, subject: str, begins: datetime) -> None:
        self.subject = subject
        self.begins = begins
        super().__init__(f"The certificate of “{subject}” is only valid from {day(begins)}. Wait, or use another.")


class UnreadablePdf(SigningRefused):
    """Bytes that are no PDF, or one too damaged or locked to be read."""

    def __init__(self) -> None:
        super().__init__("The file is no PDF that can be read. Use the file as it was stored.")


class UnreadableSignature(SigningRefused):
    """A signature so damaged that nothing can be told of it."""

    def __init__(self) -> None:
        super().__init__("The PDF's digital signature is damaged and cannot be read. Use the file as it was stored.")


class NoPlaceToSign(SigningRefused):
    """A PDF that keeps no place for a signature, such as one whose title page has no panel for one."""

    def __init__(self) -> None:
        super().__init__("The PDF has no place for a digital signature. Draw it with a signature panel.")


class AlreadySigned(SigningRefused):
    """A PDF that is signed already; nothing may be added to it."""

    def __init__(self) -> None:
        super().__init__("The PDF is signed already. Sign the one from before its signature.")
