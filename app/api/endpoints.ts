import type { EndpointHandlers } from "@/lib/http/endpoint";

/** All routes of the contract, one line each, in the order of the OpenAPI document. */
export async function loadRoutes(): Promise<readonly EndpointHandlers[]> {
  return Promise.all([
    import("./edit-image/route"),
    import("./edit-image/cancel/route"),
    import("./edit/[uuid]/route"),
    import("./edit/[uuid]/cancel/route"),
    import("./edit/[uuid]/retry/route"),
    import("./edit/[uuid]/check/route"),
    import("./edit/[uuid]/alt-text/route"),
    import("./chain/[uuid]/route"),
    import("./editors/route"),
    import("./feedback/route"),
    import("./feedback/[uuid]/route"),
    import("./analytics/chains/route"),
    import("./analytics/usage/route"),
    import("./analytics/kinds/route"),
    import("./analytics/feedback/route"),
    import("./uploads/route"),
    import("./uploads/[upload_id]/route"),
    import("./health/route"),
    import("./health/ready/route"),
    import("./metrics/route"),
  ]);
}
