import { Message } from "@/components/message";

/** The page of what the operator took down. */
export const TakenDown = () => (
  <Message
    title="This picture was taken down"
    text="Who runs this server has removed it. It cannot be brought back, and nobody else can open it either."
  />
);
