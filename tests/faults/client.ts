/** What one request of a lab's client came to. */
export type Reply = {
  operation: string;
  /** 0: there was no answer. */
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
  invokedAt: number;
  returnedAt: number;
};

export type LabClient = {
  address: string;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
};

type CallOptions = { json?: unknown; form?: FormData; headers?: Record<string, string>; timeoutMs?: number };

/** The `nth` client: with an address of its own, and without cookies. All that it is answered goes to `record`. */
export function labClient(baseUrl: string, nth: number, record: (reply: Reply) => void = () => {}): LabClient {
  const address = `198.18.${nth >> 8}.${nth & 255}`;
  return {
    address,
    call: async (method, path, { json, form, headers, timeoutMs = 60_000 } = {}) => {
      const invokedAt = performance.now();
      const operation = `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "{uuid}")}`;
      const found = await fetch(baseUrl + path, {
        method,
        headers: {
          "X-Forwarded-For": address,
          ...(json === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(form === undefined ? {} : { body: form }),
        signal: AbortSignal.timeout(timeoutMs),
      })
        .then(async (response) => ({ response, text: await response.text() }))
        .catch(() => null);
      const reply: Reply = {
        operation,
        status: found?.response.status ?? 0,
        headers: found?.response.headers ?? new Headers(),
        text: found?.text ?? "",
        body: parsed(found?.text ?? ""),
        invokedAt,
        returnedAt: performance.now(),
      };
      record(reply);
      return reply;
    },
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
