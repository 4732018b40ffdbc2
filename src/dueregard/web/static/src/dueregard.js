// Every page works without this file. It wakes the design system's own scripts and warns a
// person, with time to spare, that a session is about to end.
import { initAll } from './govuk-frontend.min.js'

const MINUTES_OF_WARNING = 5

function sessionWarning (warning) {
  const lasts = Number(warning.dataset.sessionSeconds) * 1000
  const button = warning.querySelector('button')
  let timer

  const wait = () => {
    warning.hidden = true
    clearTimeout(timer)
    timer = setTimeout(() => { warning.hidden = false }, Math.max(0, lasts - MINUTES_OF_WARNING * 60000))
  }

  // Without a button nothing can put the end off: then it is said, and no more.
  button?.addEventListener('click', async () => {
    const answer = await fetch(window.location.href, { method: 'HEAD', credentials: 'same-origin' })
    if (answer.ok) wait()
  })
  wait()
}

// A slider says where it stands while it is moved. Without this it says so with the answer.
function slider (output) {
  const input = document.getElementById(output.htmlFor.value)
  const say = () => { output.value = input.value }
  input.addEventListener('input', say)
  say()
}

initAll()
document.querySelectorAll('.dr-slider output').forEach(slider)
document.querySelectorAll('[data-session-seconds]').forEach(sessionWarning)
