/** Prints the card whose button was pressed. Without a press, the style sheet prints the latest valid one. */
export function printOnly(event: Event): void {
  const card = event.currentTarget instanceof Element ? event.currentTarget.closest('.card') : null
  const shown = card?.closest('.office')
  shown?.classList.add('printed')
  document.body.classList.add('choosing')
  addEventListener(
    'afterprint',
    () => {
      shown?.classList.remove('printed')
      document.body.classList.remove('choosing')
    },
    { once: true },
  )
  print()
}
