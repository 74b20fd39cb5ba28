"use client";

import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { fetchFromAddress } from "./client/from-address";
import { Problem } from "./problem";

/** Where the address of a picture on the web is put in. */
export default function AddressForm({ onFiles }: { onFiles: (files: File[]) => void }) {
  const id = useId();
  const [address, setAddress] = useState("");
  const [flight, setFlight] = useState<AbortController | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const take = async (event: FormEvent) => {
    event.preventDefault();
    const mine = new AbortController();
    setFlight(mine);
    setProblem(null);
    try {
      const file = await fetchFromAddress(address.trim(), mine.signal);
      if (!mine.signal.aborted) onFiles([file]);
    } catch (error) {
      if (!mine.signal.aborted) setProblem(error);
    }
    if (!mine.signal.aborted) setFlight(null);
  };
  const cancel = () => {
    flight?.abort();
    setFlight(null);
  };
  // Whoever is elsewhere by then is not fetched back.
  useEffect(() => () => flight?.abort(), [flight]);
  return (
    <form aria-label="From a web address" onSubmit={(event) => void take(event)} className="flex w-full flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <input
          // It was asked for by a press of the button that it takes the place of.
          ref={(input) => input?.focus()}
          type="url"
          inputMode="url"
          required
          autoComplete="off"
          aria-label="Address of the picture"
          aria-describedby={`${id}-problem`}
          aria-invalid={problem !== null}
          placeholder="https://…"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          className="h-11 min-w-0 grow basis-48 rounded-md border border-input bg-card px-3 text-base outline-offset-2"
        />
        <Button type="submit" variant="outline" disabled={flight !== null || address.trim() === ""}>
          {flight === null ? "Take it" : "Taking it…"}
        </Button>
        {flight !== null && (
          <Button variant="ghost" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
      <div id={`${id}-problem`}>{problem !== null && <Problem error={problem} />}</div>
    </form>
  );
}
