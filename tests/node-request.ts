import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";

const PART_BYTES = 256 * 1024;

/**
 * As much of a browser's XMLHttpRequest as uploads use, over real connections: headers, progress,
 * abort, and an `error` event without a reason. Relative addresses are below `base`.
 */
export class NodeRequest extends EventTarget {
  static base = "";
  readonly upload = new EventTarget();
  responseType = "";
  responseText = "";
  status = 0;
  #method = "GET";
  #address = new URL("http://unset.invalid");
  #headers: Record<string, string> = {};
  #answer: IncomingMessage | null = null;
  #sending: ClientRequest | null = null;
  #over = false;

  open(method: string, address: string): void {
    this.#method = method;
    this.#address = new URL(address, NodeRequest.base);
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    const value = this.#answer?.headers[name.toLowerCase()];
    return typeof value === "string" ? value : null;
  }

  abort(): void {
    this.#end("abort");
    this.#sending?.destroy();
  }

  send(body: FormData | Blob | string): void {
    this.#send(body).catch(() => this.#end("error"));
  }

  async #send(body: FormData | Blob | string): Promise<void> {
    const encoded = new Response(body);
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    if (this.#over) return;
    const headers: Record<string, string> = { ...this.#headers, "Content-Length": String(bytes.length) };
    if (body instanceof FormData) headers["Content-Type"] = encoded.headers.get("content-type") ?? "";
    const sending = httpRequest(this.#address, { method: this.#method, headers });
    this.#sending = sending;
    sending.on("error", () => this.#end("error"));
    sending.on("response", (answer) => {
      this.#answer = answer;
      this.status = answer.statusCode ?? 0;
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        this.responseText = Buffer.concat(parts).toString();
        this.#end("load");
      });
    });
    for (let sent = 0; sent < bytes.length && !this.#over;) {
      const part = bytes.subarray(sent, sent + PART_BYTES);
      await new Promise<void>((resolve, reject) => {
        sending.write(part, (error) => (error ? reject(error) : resolve()));
      });
      sent += part.length;
      const progress = { lengthComputable: true, loaded: sent, total: bytes.length };
      this.upload.dispatchEvent(Object.assign(new Event("progress"), progress));
    }
    sending.end();
  }

  #end(event: "load" | "error" | "abort"): void {
    if (this.#over) return;
    this.#over = true;
    this.dispatchEvent(new Event(event));
  }
}
