import { readCommand } from './command.ts'
import { readCount } from './count.ts'
import { readDay } from './day.ts'
import { readTime } from './time.ts'

/** Reads the words of every language: an incomplete one stops the start, and the first person does not wait for them. */
export function warmUp(today: string): void {
  const said = 'nothing any language knows'
  readCommand(said, 'de')
  readDay(said, { language: 'de', today })
  readTime(said, 'de')
  readCount(said, 'de')
}
