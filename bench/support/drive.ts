import http from "node:http";

export type Answer = { status: number; body: Buffer; ms: number };

export type Drive = {
  /** Wall time of each request, in milliseconds. */
  times: number[];
  /** Answers that were not 2xx, and requests without an answer. */
  errors: number;
  seconds: number;
};

/** One request over a kept connection. */
export function request(
  agent: http.Agent,
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Answer> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const sent = http.request(
      url,
      {
        agent,
        method: options.method ?? "GET",
        ...(options.headers === undefined ? {} : { headers: options.headers }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), ms: performance.now() - start }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(options.body);
  });
}

/** Sends `count` GET requests over `connections` kept connections, each as soon as one is free. */
export async function drive(urlOf: (index: number) => string, count: number, connections: number): Promise<Drive> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let errors = 0;
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        const answer = await request(agent, urlOf(next++)).catch(() => null);
        if (answer === null || answer.status < 200 || answer.status > 299) errors += 1;
        else times.push(answer.ms);
      }
    }),
  );
  agent.destroy();
  return { times, errors, seconds: (performance.now() - start) / 1000 };
}
