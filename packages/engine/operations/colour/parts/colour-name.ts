import { z } from "zod";
import { COLOURS } from "../../../vocabulary/colours";

/** A parameter that names a colour. */
export const colourName = z.string().refine((name) => Object.hasOwn(COLOURS, name));
