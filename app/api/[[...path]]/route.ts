import { unknownPath } from "@/lib/http/endpoint";

// Everything under /api that no other route answers, in the form of all errors.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unknownPath();
