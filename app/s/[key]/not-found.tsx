import { Message } from "@/components/message";

export default function ShareNotFound() {
  return (
    <Message
      title="This link is over"
      text="Whoever shared the picture has ended it, its time ran out, the picture was deleted, or the address is not complete."
    />
  );
}
