/**
 * Keeps Swagger UI's own dark mode, a class of the root element, in step with the theme that is
 * shown. Answers how to stop, which takes the class away.
 */
export function followTheme(): () => void {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const { theme } = root.dataset;
    root.classList.toggle("dark-mode", theme === "dark" || (theme !== "light" && system.matches));
  };
  const observer = new MutationObserver(apply);
  observer.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", apply);
  apply();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", apply);
    root.classList.remove("dark-mode");
  };
}
