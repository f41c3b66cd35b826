"""What this service knows and runs on, as JSON."""

from typing import Any

from fastapi import APIRouter

from web.api.sent import GET
from web.api.status_shapes import StatusShape
from web.dependencies import ServicesDep
from web.status import service_status

router = APIRouter(prefix="/api/v1", tags=["服务"])


@router.get(
    "/status", response_model=StatusShape, responses=GET, summary="服务的状态", description="与 /status 页面相同。"
)
def status(services: ServicesDep) -> dict[str, Any]:
    """Everything that the status page shows."""
    return service_status(services).as_json()
