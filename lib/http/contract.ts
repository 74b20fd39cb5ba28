import type { z } from "zod";
import type { Client } from "@/lib/edits/credentials";
import { ERRORS, type ErrorCode } from "@/lib/errors";
import type { Limit } from "@/lib/limits/policies";
import type { Services } from "@/lib/services";
import type { RequestBody } from "./request";

/** Methods that can be declared: HEAD comes with GET, OPTIONS with all. */
export type Verb = "GET" | "POST" | "PUT" | "DELETE";

/** Sections of the OpenAPI document, in its order. */
export const TAGS = ["Edits", "Feedback", "Uploads", "Analytics", "Health"] as const;

/** One request with what a handler needs to answer it. */
export type Exchange<Param extends string = string, Query = unknown, Body = unknown> = {
  request: Request;
  services: Services;
  client: Client;
  /** The browser came with its owner cookie; otherwise the client's owner, if any, is new. */
  broughtOwner: boolean;
  /** The parameters that the path names. */
  params: Readonly<Record<Param, string>>;
  query: Query;
  body: Body;
  /** The origin that answers name: scheme, host and port, without a slash at the end. */
  origin: string;
};

/** One answer of an operation. Without a schema it has no body. */
export type Answer = { description: string; schema?: z.ZodType; headers?: z.ZodObject };

export type Answers = Readonly<Record<number, Answer>>;

/** What a handler may return: the body of its 200, nothing for a 204, or a whole answer of any kind. */
type Result<Given extends Answers> =
  | Response
  | (Given[200] extends { schema: infer Schema extends z.ZodType } ? z.output<Schema> : never)
  | (Given[204] extends Answer ? undefined : never);

/** What one method of a path takes, answers and does. */
export type Operation<
  Param extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Body = unknown,
  Given extends Answers = Answers,
> = {
  /** What the OpenAPI document says of it. Without, it is no part of the document. */
  about?: {
    operationId: string;
    tag: (typeof TAGS)[number];
    summary: string;
    description?: string;
    headers?: z.ZodObject;
    /** Any one of these lets a client in; `none`: some are let in without. */
    security?: readonly ("deleteToken" | "ownerCookie" | "metricsToken" | "operatorToken" | "none")[];
  };
  /** Counted for each client; `null`: none. */
  limit: Limit | null;
  /** Turns away who may not come, by an error: before anything that was sent is judged, so that no answer tells of what is behind. */
  guard?: (asked: Pick<Exchange, "request" | "services" | "client">) => void;
  /** A browser that comes without the owner cookie gets one. */
  makesOwner?: boolean;
  query?: Query;
  body?: RequestBody<Body>;
  answers?: Given;
  /** Codes that its handler may throw, beyond those that follow from all else; see {@link errorsOf}. */
  errors?: readonly ErrorCode[];
} & (
  | { handle(exchange: Exchange<Param, z.output<Query>, Body>): Promise<Result<Given>> }
  /** The same body for everyone, given even while the services are broken or still to start. */
  | { always: Result<Given>; limit: null }
  /**
   * For who brings this token as a bearer, and for nobody else: with another, or where none is set, there is nothing there
   * (404). Counted by address in this process, and the database is not asked who comes: it may be down.
   */
  | { bearerOf: (env: Services["env"]) => string | null; show(services: Services): Promise<Response>; limit: Limit }
);

/** A path and what answers there, as it was declared. */
export type Endpoint = {
  path: string;
  params: Readonly<Record<string, z.ZodType>>;
  operations: Partial<Record<Verb, Operation>>;
};

/** Every code that an operation may answer with, in the order of `ERRORS`: its own, and what follows from its declaration. */
export function errorsOf(verb: string, operation: Operation): ErrorCode[] {
  if ("always" in operation) return [];
  const { limit, query, makesOwner, body, errors = [] } = operation;
  const codes = new Set<ErrorCode>([...errors, ...(body?.errors ?? []), "INTERNAL", "UNAVAILABLE"]);
  if (codes.has("EDIT_NOT_FOUND") || codes.has("SHARE_GONE")) codes.add("TAKEN_DOWN");
  if (limit !== null) codes.add("RATE_LIMITED");
  if ("show" in operation) codes.add("NOT_FOUND");
  if (query !== undefined || makesOwner === true) codes.add("VALIDATION_FAILED");
  if (verb !== "GET") codes.add("ORIGIN_NOT_ALLOWED");
  return (Object.keys(ERRORS) as ErrorCode[]).filter((code) => codes.has(code));
}
