"use client";

import { LastResort } from "@/components/last-resort";

// It comes with every page, so it is small.
export default LastResort;
