import { useLayoutEffect, useRef } from 'preact/hooks'

type Keys = Readonly<Record<string, (() => void) | undefined>>

/** Single keys for the whole page, unless somebody types, holds another key, or answers a dialog. */
export function useKeys(keys: Keys, isOn = true): void {
  const current = useRef(keys)
  current.current = keys

  // Before it is seen: who reads the question may answer it at once.
  useLayoutEffect(() => {
    if (!isOn) return
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
      const deed = current.current[event.key.toLowerCase()]
      if (deed === undefined) return
      event.preventDefault()
      deed()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [isOn])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
