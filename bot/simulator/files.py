"""Files: where their bytes are, and the sizes Telegram tells of them."""

import hashlib
import mimetypes
import struct
from pathlib import Path

from bot.simulator.arguments import Upload
from bot.simulator.errors import bad_request
from bot.simulator.model import Json, State, StoredFile

MAX_PHOTO = 10 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
_FOLDERS = {
    "photo": "photos",
    "voice": "voice",
    "sticker": "stickers",
    "video": "videos",
    "audio": "music",
    "video_note": "video_notes",
    "animation": "animations",
}


class Shelf:
    """The bytes of files: in memory, and in `folder` when there is one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._bytes: dict[str, bytes] = {}

    def put(self, unique_id: str, data: bytes) -> None:
        """Keep `data`."""
        self._bytes[unique_id] = data
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / unique_id).write_bytes(data)

    def get(self, unique_id: str) -> bytes | None:
        """The bytes, or None when they are lost."""
        if unique_id not in self._bytes and self._folder is not None:
            path = self._folder / unique_id
            if path.is_file():
                self._bytes[unique_id] = path.read_bytes()
        return self._bytes.get(unique_id)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, JPEG or WebP picture, else None."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        if data[12:16] == b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(
                data[27:30], "little"
            )
        if data[12:16] == b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def store(state: State, shelf: Shelf, kind: str, upload: Upload, extra: Json) -> StoredFile:
    """Keep an upload as `kind` and say how a message shows it.

    Raises:
        ApiError: 400 for an empty file or a photo that is none, 413 for one too large.
    """
    size = len(upload.data)
    if not size:
        raise bad_request("file must be non-empty")
    if size > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
        raise bad_request("file is too big")
    digest = hashlib.sha256(upload.data + kind.encode() + upload.name.encode()).hexdigest()
    unique_id = f"AgAD{digest[:14]}"
    mime = upload.mime
    if mime == "application/octet-stream":
        mime = mimetypes.guess_type(upload.name)[0] or mime
    media: Json = {"file_unique_id": unique_id, "file_size": size, **extra}
    picture = picture_size(upload.data)
    if kind == "photo":
        if picture is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(picture) > 10_000 or max(picture) > 20 * min(picture):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        mime = mime if mime.startswith("image/") else "image/png"
        media |= {"width": picture[0], "height": picture[1]}
    elif kind == "sticker":
        width, height = picture or (512, 512)
        media |= {
            "width": width,
            "height": height,
            "is_animated": False,
            "is_video": False,
            "type": "regular",
        }
    else:
        media["mime_type"] = mime
        if kind in ("document", "audio", "video", "animation"):
            media["file_name"] = upload.name
        if kind in ("voice", "audio", "video", "video_note", "animation"):
            media.setdefault("duration", 1)
        if kind in ("video", "animation"):
            media.setdefault("width", 640)
            media.setdefault("height", 360)
        if kind == "video_note":
            media.setdefault("length", 240)
    number = sum(file.kind == kind for file in state.files.values()) + 1
    suffix = Path(upload.name).suffix or mimetypes.guess_extension(mime) or ".bin"
    folder = _FOLDERS.get(kind, "documents")
    file_id = f"BQACAgQAAxkB{digest[:40]}{kind[:2].upper()}"
    stored = state.files.get(file_id) or StoredFile(
        unique_id=unique_id,
        path=f"{folder}/file_{number}{suffix}",
        name=upload.name,
        mime=mime,
        size=size,
        kind=kind,
        media={"file_id": file_id, **media},
    )
    state.files[file_id] = stored
    shelf.put(unique_id, upload.data)
    return stored
