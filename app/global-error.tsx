"use client";

import "./globals.css";
import type { ComponentProps } from "react";
import { LastResort } from "@/components/last-resort";

/** Where not even the frame of the page could be made. */
export default function GlobalError(props: ComponentProps<typeof LastResort>) {
  return (
    <html lang="en">
      <body>
        <LastResort {...props} />
      </body>
    </html>
  );
}
