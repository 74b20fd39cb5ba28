import type { Fakes } from "@/tests/fakes";
import type { FakeServer } from "@/tests/fakes/fake-server";

/** One request as the service got it: address, headers and body as one text. */
export type SeenRequest = { service: string; text: string };

/** Every request that the stand-ins got so far. What FLUX is polled at is FLUX's own; where its results lie is not. */
export function allRequests({ bfl, gemini, openai, blob, s3, upstash }: Fakes): SeenRequest[] {
  const services: readonly (readonly [string, FakeServer | null])[] = [
    ["bfl", bfl],
    ["bfl", bfl.cluster],
    ["bfl-delivery", bfl.delivery],
    ["gemini", gemini],
    ["openai", openai],
    ["blob", blob],
    ["s3", s3],
    ["upstash", upstash],
  ];
  return services.flatMap(([service, fake]) =>
    (fake?.requests ?? []).map(({ method, path, query, headers, body }) => ({
      service,
      text: `${method} ${path}?${query} ${JSON.stringify(headers)} ${body.toString("latin1")}`,
    })),
  );
}
