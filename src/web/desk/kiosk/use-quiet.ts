import { useEffect, useRef } from 'preact/hooks'

type Quiet = {
  /** Nobody has touched anything for so long: again and again. */
  quiet: () => void
  touched: () => void
}

/** Calls when nobody has touched anything for so many milliseconds, and when somebody has. */
export function useQuiet(milliseconds: number, calls: Quiet): void {
  const current = useRef(calls)
  current.current = calls
  useEffect(() => {
    let timer = setTimeout(over, milliseconds)
    function over(): void {
      current.current.quiet()
      timer = setTimeout(over, milliseconds)
    }
    function again(): void {
      clearTimeout(timer)
      timer = setTimeout(over, milliseconds)
      current.current.touched()
    }
    const touches = ['pointerdown', 'keydown'] as const
    for (const touch of touches) addEventListener(touch, again)
    return () => {
      clearTimeout(timer)
      for (const touch of touches) removeEventListener(touch, again)
    }
  }, [milliseconds])
}
