// Whether something has been in sight: half of it, for half a second.
const ENOUGH_MS = 500;

/** Calls `onSee` once the element has been in sight; returns how to stop watching. */
export function watchSeen(element: Element, onSee: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer);
      if (!entry?.isIntersecting) return;
      timer = setTimeout(() => {
        observer.disconnect();
        onSee();
      }, ENOUGH_MS);
    },
    { threshold: 0.5 },
  );
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
