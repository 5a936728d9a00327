/** What the operator can mend: shown as its sentence, without a stack. `code` is the exit code: 2 for wrong usage, else 1. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: 1 | 2

  constructor(message: string, { code = 1, cause }: { code?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause })
    this.code = code
  }
}
