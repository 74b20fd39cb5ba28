import { useOtherTabs } from "./hooks/use-other-tabs";

/** Hears of the picture's versions in other tabs, and tells them; shows nothing. */
export default function OtherTabs() {
  useOtherTabs();
  return null;
}
