const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** The id of something new, from its German name: it stands in links and posters, so it is short, readable and never changed. */
export async function newId(name: string, isTaken: (id: string) => Promise<boolean>): Promise<string> {
  const words = name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
  const plain = words.slice(0, 24).trim().replaceAll(' ', '-')
  const stem = /^[a-z]/.test(plain) ? plain : `x${plain === '' ? '' : `-${plain}`}`
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`
    if (!(await isTaken(id))) return id
  }
}
