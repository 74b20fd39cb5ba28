import { NextResponse } from "next/server";

/** What is shared comes to the page by its service worker; where there is none yet, the page says that nothing came. */
export function POST(): NextResponse {
  return new NextResponse(null, { status: 303, headers: { Location: "/?shared=nothing" } });
}
