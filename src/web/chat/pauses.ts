/** Waiting that can be cut short. */
export function pauses(): { pause(milliseconds: number): Promise<void>; wake(): void } {
  const waiting = new Set<() => void>()
  return {
    pause: (milliseconds) =>
      new Promise((resolve) => {
        const go = () => {
          waiting.delete(go)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(go, milliseconds)
        waiting.add(go)
      }),
    wake: () => {
      for (const go of waiting) go()
    },
  }
}
