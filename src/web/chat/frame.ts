/** Inside the frame that embed.js makes, Escape closes the chat; the button that does is outside, where keys don't reach. */
export function leaveFrameOnEscape(): void {
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !document.querySelector('dialog[open]')) parent.postMessage('terminlotse:close', '*')
  })
}
