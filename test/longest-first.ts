import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait for processes, kills and Telegram. Begun last, they would keep one worker busy while the others idle. */
const longest = [
  'start/data-dir',
  'start/telegram',
  'channels/telegram/trouble',
  'gates/hostile',
  // Its servers load from what an orderly end of another one has kept compiled.
  'gates/kill',
  'gates/',
  'stories/',
  'web/',
  'desk/',
]

/** Vitest knows how long a file takes only where it has run before. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => place(one) - place(other))
  }
}

function place({ moduleId }: TestSpecification): number {
  const found = longest.findIndex((start) => moduleId.includes(`/test/${start}`))
  return found === -1 ? longest.length : found
}
