import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Activity } from './activity.ts'
import type { Log } from './log.ts'
import type { Outbox } from './outbox.ts'

/**
 * Leads eyes, ears and the keyboard to what is new. `isQuiet`: the log should keep silent, because it is filled with an
 * old conversation. `pressed` wants to know of every button that sends something.
 */
export function useAttention({ log, outbox, open }: { log: Log; outbox: Outbox; open: Activity | undefined }) {
  const seen = useRef(0)
  const hasPressed = useRef(false)
  const isReplay = seen.current === 0 && log.some(({ from }) => from === 'person')
  const latest = log.at(-1)?.id

  useLayoutEffect(() => {
    showTurn(outbox.length > 0 ? [] : log, seen.current)
    seen.current = log.length
  }, [latest, outbox.length])

  useLayoutEffect(() => {
    if (!open || !hasPressed.current) return
    hasPressed.current = false
    focusQuestion(open)
  }, [open?.id])

  return { isQuiet: isReplay, pressed: (isPress: boolean) => void (hasPressed.current = isPress) }
}

/**
 * To the end of the page, but never past the beginning of what the office has said last in the given log: since the person's own
 * last message, or since what was `seen` before, where it says something without being asked.
 */
function showTurn(log: Log, seen: number): void {
  const behavior = seen === 0 ? 'instant' : 'auto'
  const items = [...document.querySelectorAll('.log > div:not(.date)')]
  const isOffice = log.at(-1)?.from === 'office'
  const answer = items.findLastIndex((item) => item.matches('.own')) + 1
  const first = isOffice ? items[seen < log.length ? Math.max(answer, seen) : answer] : undefined
  const end = document.documentElement.scrollHeight - innerHeight
  const start = first ? first.getBoundingClientRect().top + scrollY - headerHeight() : end
  scrollTo({ top: Math.min(end, start), behavior })
}

function headerHeight(): number {
  return (document.querySelector('header')?.getBoundingClientRect().height ?? 0) + 12
}

/**
 * Whoever pressed a button, which is gone by now, goes on at the new answers, or at the text field where something is to
 * be typed. Nobody is interrupted in typing.
 */
function focusQuestion({ question }: Activity): void {
  const field = document.getElementById('message')
  if (document.activeElement === field) return
  const isTyped = question?.choices.every(({ aside }) => aside)
  const target = isTyped ? field : document.querySelector<HTMLElement>('.choices')
  target?.focus({ preventScroll: true })
}
