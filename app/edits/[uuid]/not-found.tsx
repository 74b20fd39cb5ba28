import { Message } from "@/components/message";

export default function EditNotFound() {
  return (
    <Message
      title="This edit is gone"
      text="It was deleted, its time ran out, or the address is not complete. Deleted and expired pictures cannot be brought back."
    />
  );
}
