import { endpoint } from "@/lib/http/endpoint";
import { toCsv } from "@/lib/insight/csv";
import { editsQuery, exportEdits } from "@/lib/insight/edits";
import { demandSession } from "@/lib/insight/session";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/insight/export", {
  GET: {
    limit: { name: "insight-export", raisedBy: "status", perMinute: 20 },
    query: editsQuery,
    errors: ["NOT_FOUND", "NOT_THE_OPERATOR"],
    guard: demandSession,
    handle: async ({ services, query }) => {
      const table = await exportEdits(services, query);
      return new Response(toCsv(table), {
        headers: {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": 'attachment; filename="mizual-edits.csv"',
        },
      });
    },
  },
});
