import { useEffect } from 'preact/hooks'

/** Calls when nobody has touched anything for so long. */
export function useQuiet(milliseconds: number, quiet: () => void): void {
  useEffect(() => {
    let timer = setTimeout(over, milliseconds)
    function over(): void {
      quiet()
      timer = setTimeout(over, milliseconds)
    }
    function again(): void {
      clearTimeout(timer)
      timer = setTimeout(over, milliseconds)
    }
    const touches = ['pointerdown', 'keydown'] as const
    for (const touch of touches) addEventListener(touch, again)
    return () => {
      clearTimeout(timer)
      for (const touch of touches) removeEventListener(touch, again)
    }
  }, [milliseconds, quiet])
}
