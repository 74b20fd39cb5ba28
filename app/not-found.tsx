import { Message } from "@/components/message";

export default function NotFound() {
  return <Message title="Nothing is here" text="This address leads nowhere. It may be mistyped or out of date." />;
}
