import type { Answers } from './answers.ts'

/** What a turn did to a question, as a number: no text and no person. `task` is '' where none is open. */
export type CountedStep = { task: string; step: string; asked: number; passed: number; unclear: number }

/** Where a talk stands: the task and the key of the open question; undefined before the first one. */
export type Standing = { task: Answers['menu']; step: string } | undefined

/** The question that was got over and the one that is asked now, or the same one that was not understood. */
export function countSteps(before: Standing, after: NonNullable<Standing>, isUnclear: boolean): CountedStep[] {
  const of = ({ task = '', step }: { task?: Answers['menu'] | ''; step: string }, counted: Partial<CountedStep>) => ({
    asked: 0,
    passed: 0,
    unclear: 0,
    ...counted,
    task,
    step,
  })
  if (before === undefined) return [of(after, { asked: 1 })]
  if (before.task === after.task && before.step === after.step) return isUnclear ? [of(after, { unclear: 1 })] : []
  return [of(before, { passed: 1 }), of(after, { asked: 1 })]
}
