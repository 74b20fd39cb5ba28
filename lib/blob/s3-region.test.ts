import { expect, test } from "vitest";
import { regionAskedFor, regionOfEndpoint } from "./s3-region";

test.each([
  ["https://s3.eu-central-1.amazonaws.com", "eu-central-1"],
  ["https://s3.dualstack.eu-west-3.amazonaws.com", "eu-west-3"],
  ["https://s3.amazonaws.com", "us-east-1"],
  ["https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["https://s3.fr-par.scw.cloud", "fr-par"],
  ["https://s3.us-west-004.backblazeb2.com", "us-west-004"],
  ["https://s3.gra.io.cloud.ovh.net", "gra"],
  ["https://fra1.digitaloceanspaces.com", "fra1"],
  ["https://fsn1.your-objectstorage.com", "fsn1"],
  ["https://s3.eu-central-2.wasabisys.com", "eu-central-2"],
  ["https://abc.r2.cloudflarestorage.com", null],
  ["http://127.0.0.1:9000", null],
  ["https://s3.mizual.example", null],
  ["https://amazonaws.com.evil.example", null],
])("%s: %s", (endpoint, region) => {
  expect(regionOfEndpoint(endpoint)).toBe(region);
});

const xml = (inner: string) => `<?xml version="1.0"?><Error>${inner}</Error>`;

test.each<[string, Response, string | null]>([
  ["by its header", new Response("", { status: 400, headers: { "x-amz-bucket-region": "fr-par" } }), "fr-par"],
  [
    "by an element",
    new Response(xml("<Code>AuthorizationHeaderMalformed</Code><Region>gra</Region>"), { status: 400 }),
    "gra",
  ],
  [
    "by the sentence",
    new Response(xml("<Code>AuthorizationHeaderMalformed</Code><Message>wrong; expecting 'nl-ams'</Message>"), {
      status: 400,
    }),
    "nl-ams",
  ],
  ["for another reason", new Response(xml("<Code>AccessDenied</Code><Region>gra</Region>"), { status: 403 }), null],
  ["not at all", new Response("", { status: 400 }), null],
  ["with nonsense", new Response("", { status: 400, headers: { "x-amz-bucket-region": "a b/../c" } }), null],
  ["in a right answer", new Response("", { headers: { "x-amz-bucket-region": "fr-par" } }), null],
])("a store asks for a region %s", async (_how, response, region) => {
  expect(await regionAskedFor(response)).toBe(region);
});
