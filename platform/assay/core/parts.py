"""What one process holds for all its requests: made once, by the composition root."""

from dataclasses import dataclass

from redis import Redis

from assay.core.settings import Settings
from assay.core.signing import Sealer
from assay.core.storage import Blobs, FolderBlobs


@dataclass(frozen=True, kw_only=True)
class Parts:
    """`app.extensions["assay"]`. Rooms are handed what they need of it, as arguments."""

    settings: Settings
    blobs: Blobs
    sealer: Sealer
    redis: Redis

    @classmethod
    def of(cls, settings: Settings) -> "Parts":
        """The real ones. Nothing is connected yet: each connects at its first use."""
        return cls(
            settings=settings,
            blobs=FolderBlobs(settings.blob_folder),
            sealer=Sealer(settings.secret_key),
            redis=Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2),
        )
