import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { chainAnalyticsSchema } from "@/lib/analytics/schema";
import { feedbackAcceptedSchema, feedbackRequestSchema, feedbackViewSchema } from "@/lib/feedback/schema";
import { livenessSchema, readinessSchema } from "@/lib/health/schema";
import { uploadRequestSchema, uploadTicketSchema } from "@/lib/uploads/schema";
import { describeErrors } from "./describe-errors";
import { jsonAnswer } from "./json-answer";
import { pathParameters } from "./parameters";

/** The routes of feedback, analytics, uploads and health. */
export const otherPaths: ZodOpenApiPathsObject = {
  "/feedback/": {
    post: {
      operationId: "submitFeedback",
      tags: ["Feedback"],
      summary: "Say whether an edit came out well",
      description: "Once per completed edit. A thumbs down needs a text.",
      requestBody: { required: true, content: { "application/json": { schema: feedbackRequestSchema } } },
      responses: {
        200: jsonAnswer("Kept.", feedbackAcceptedSchema),
        ...describeErrors(
          "INVALID_JSON",
          "EDIT_NOT_COMPLETED",
          "ORIGIN_NOT_ALLOWED",
          "EDIT_NOT_FOUND",
          "FEEDBACK_EXISTS",
          "CONTENT_TYPE_NOT_SUPPORTED",
          "VALIDATION_FAILED",
          "RATE_LIMITED",
        ),
      },
    },
  },
  "/feedback/{uuid}": {
    get: {
      operationId: "getFeedback",
      tags: ["Feedback"],
      summary: "The feedback on an edit",
      requestParams: { path: pathParameters },
      responses: {
        200: jsonAnswer("Never says who gave it.", feedbackViewSchema),
        ...describeErrors("EDIT_NOT_FOUND", "FEEDBACK_NOT_FOUND", "RATE_LIMITED"),
      },
    },
  },
  "/analytics/chains": {
    get: {
      operationId: "getChainAnalytics",
      tags: ["Analytics"],
      summary: "How many chains there have been, and how long they are",
      responses: { 200: jsonAnswer("Over completed edits.", chainAnalyticsSchema), ...describeErrors("RATE_LIMITED") },
    },
  },
  "/uploads/": {
    post: {
      operationId: "createUpload",
      tags: ["Uploads"],
      summary: "Prepare for a picture that the client sends by itself",
      description:
        "Usable once, within an hour, as the upload_id of an edit. Where the pictures' store lets a client in, " +
        "the bytes go straight to it: to a signed address, or by @vercel/blob/client. For a picture that is larger " +
        "than the server's platform takes in one request, this is the only way.",
      requestBody: { required: true, content: { "application/json": { schema: uploadRequestSchema } } },
      responses: {
        200: jsonAnswer("Where to send the bytes.", uploadTicketSchema),
        ...describeErrors(
          "INVALID_JSON",
          "ORIGIN_NOT_ALLOWED",
          "IMAGE_TOO_LARGE",
          "IMAGE_TYPE_NOT_SUPPORTED",
          "CONTENT_TYPE_NOT_SUPPORTED",
          "VALIDATION_FAILED",
          "RATE_LIMITED",
        ),
      },
    },
  },
  "/uploads/{upload_id}": {
    put: {
      operationId: "sendUpload",
      tags: ["Uploads"],
      summary: "Send the bytes of a prepared upload through this server",
      requestParams: { path: z.object({ upload_id: z.uuid() }) },
      requestBody: {
        required: true,
        content: { "image/*": { schema: z.file().meta({ description: "As many bytes as were announced" }) } },
      },
      responses: {
        204: { description: "Received; not looked at yet." },
        ...describeErrors(
          "INVALID_IMAGE",
          "ORIGIN_NOT_ALLOWED",
          "UPLOAD_NOT_FOUND",
          "IMAGE_TOO_LARGE",
          "VALIDATION_FAILED",
          "RATE_LIMITED",
        ),
      },
    },
  },
  "/health": {
    get: {
      operationId: "getHealth",
      tags: ["Health"],
      summary: "Whether the process answers",
      responses: { 200: jsonAnswer("It does.", livenessSchema) },
    },
  },
  "/health/ready": {
    get: {
      operationId: "getReadiness",
      tags: ["Health"],
      summary: "Whether edits can be taken",
      description: "From a check at most ten seconds old.",
      responses: { 200: jsonAnswer("They can.", readinessSchema), 503: jsonAnswer("They cannot.", readinessSchema) },
    },
  },
};
