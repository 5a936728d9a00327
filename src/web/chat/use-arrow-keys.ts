import { useRef, useState } from 'preact/hooks'
import { isArrowKey, neighbour } from './arrow-keys.ts'

/**
 * One tab stop for a whole grid of buttons, arrow keys within (a roving tabindex). `beyond` is asked when a key leads out
 * of the grid, and for page up and down.
 */
export function useArrowKeys<Root extends HTMLElement>(beyond?: (key: string) => void) {
  const root = useRef<Root>(null)
  const [active, setActive] = useState<string>()

  function onKeyDown(event: KeyboardEvent): void {
    if (!isArrowKey(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])]
    const from = buttons.findIndex((button) => button === document.activeElement)
    if (from < 0) return
    event.preventDefault()
    const boxes = buttons.map((button) => button.getBoundingClientRect())
    const isRightToLeft = document.documentElement.dir === 'rtl'
    const next = buttons[neighbour({ boxes, from, key: event.key, isRightToLeft }) ?? -1]
    if (next) next.focus()
    else beyond?.(event.key)
  }

  function onFocusIn(event: FocusEvent): void {
    if (event.target instanceof HTMLButtonElement) setActive(event.target.value)
  }

  /** The button that Tab leads to: the one used last, else the first. */
  function tabIndex(value: string, values: readonly string[]): 0 | -1 {
    const stop = active !== undefined && values.includes(active) ? active : values[0]
    return value === stop ? 0 : -1
  }

  return { root, onKeyDown, onFocusIn, tabIndex }
}
