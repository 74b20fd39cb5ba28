import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import {
  chainViewSchema,
  editorsQuerySchema,
  editorsViewSchema,
  editViewSchema,
  editAcceptedSchema,
  submitFormSchema,
  submitJsonSchema,
} from "@/lib/edits/schema";
import { describeErrors } from "./describe-errors";
import { jsonAnswer } from "./json-answer";
import { capability, idempotencyHeader, pathParameters } from "./parameters";

const accepted = {
  ...jsonAnswer("Stored, and certain to run.", editAcceptedSchema),
  headers: z.object({ Location: z.string().meta({ description: "The polling URL" }) }),
};

const SUBMITTING = [
  "INVALID_IMAGE",
  "PARENT_EDIT_NOT_FOUND",
  "PARENT_NOT_COMPLETED",
  "CHAIN_LIMIT_REACHED",
  "IMAGE_TOO_LARGE",
  "IMAGE_TYPE_NOT_SUPPORTED",
  "VALIDATION_FAILED",
  "IDEMPOTENCY_KEY_REUSED",
  "RATE_LIMITED",
  "BUDGET_EXHAUSTED",
] as const;

/** The routes of edits. */
export const editPaths: ZodOpenApiPathsObject = {
  "/edit-image/": {
    post: {
      operationId: "submitEdit",
      tags: ["Edits"],
      summary: "Ask for an edit",
      requestParams: { header: idempotencyHeader },
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: submitJsonSchema },
          "multipart/form-data": { schema: submitFormSchema },
        },
      },
      responses: {
        200: accepted,
        ...describeErrors(
          "INVALID_JSON",
          ...SUBMITTING,
          "UPLOAD_NOT_FOUND",
          "CONTENT_TYPE_NOT_SUPPORTED",
          "ORIGIN_NOT_ALLOWED",
        ),
      },
    },
  },
  "/edit/{uuid}": {
    get: {
      operationId: "getEdit",
      tags: ["Edits"],
      summary: "How far an edit is",
      description: "Carries an ETag, and while the edit runs Retry-After: seconds until asking again is useful.",
      requestParams: {
        path: pathParameters,
        header: z.object({ "If-None-Match": z.string().optional() }),
      },
      responses: {
        200: jsonAnswer("Its state.", editViewSchema),
        304: { description: "As it was when it had the ETag of If-None-Match." },
        ...describeErrors("EDIT_NOT_FOUND", "RATE_LIMITED"),
      },
    },
    delete: {
      operationId: "deleteEdit",
      tags: ["Edits"],
      summary: "Delete an edit with its pictures and prompts",
      security: capability,
      requestParams: { path: pathParameters },
      responses: {
        204: { description: "Gone." },
        ...describeErrors("NOT_YOURS", "ORIGIN_NOT_ALLOWED", "EDIT_NOT_FOUND", "RATE_LIMITED"),
      },
    },
  },
  "/edit/{uuid}/cancel": {
    post: {
      operationId: "cancelEdit",
      tags: ["Edits"],
      summary: "Cancel a running edit",
      description: "The message says whether a charge may stand.",
      security: capability,
      requestParams: { path: pathParameters },
      responses: {
        200: jsonAnswer("Its state, canceled.", editViewSchema),
        ...describeErrors("NOT_YOURS", "ORIGIN_NOT_ALLOWED", "EDIT_NOT_FOUND", "EDIT_FINISHED", "RATE_LIMITED"),
      },
    },
  },
  "/edit/{uuid}/retry": {
    post: {
      operationId: "retryEdit",
      tags: ["Edits"],
      summary: "Ask again for a failed or canceled edit",
      description: "Makes a new edit from the same source, prompt and parent.",
      security: capability,
      requestParams: { path: pathParameters, header: idempotencyHeader },
      responses: {
        200: accepted,
        ...describeErrors("NOT_YOURS", "ORIGIN_NOT_ALLOWED", "EDIT_NOT_FOUND", "EDIT_NOT_FINISHED", ...SUBMITTING),
      },
    },
  },
  "/edit/{uuid}/check": {
    post: {
      operationId: "checkEdit",
      tags: ["Edits"],
      summary: "Look once more for the result of a failed edit",
      description:
        "Where the image service may have made the picture after all (can_check), it is asked again. Never submits, never costs anything.",
      security: capability,
      requestParams: { path: pathParameters },
      responses: {
        200: jsonAnswer("Its state, running again.", editViewSchema),
        ...describeErrors(
          "NOT_YOURS",
          "ORIGIN_NOT_ALLOWED",
          "EDIT_NOT_FOUND",
          "EDIT_NOT_FINISHED",
          "EDIT_FINISHED",
          "RATE_LIMITED",
        ),
      },
    },
  },
  "/chain/{uuid}": {
    get: {
      operationId: "getChain",
      tags: ["Edits"],
      summary: "The way from the first edit to this one",
      requestParams: { path: pathParameters },
      responses: {
        200: jsonAnswer("Oldest first; walks up, never into branches.", chainViewSchema),
        ...describeErrors("EDIT_NOT_FOUND", "RATE_LIMITED"),
      },
    },
  },
  "/editors": {
    get: {
      operationId: "listEditors",
      tags: ["Edits"],
      summary: "The configured editors, what they cost and what is left of your budget",
      requestParams: { query: editorsQuerySchema },
      responses: {
        200: jsonAnswer("The preferred one first.", editorsViewSchema),
        ...describeErrors("VALIDATION_FAILED", "RATE_LIMITED"),
      },
    },
  },
};
