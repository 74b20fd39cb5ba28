import { liveness } from "@/lib/http/liveness";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = liveness();
