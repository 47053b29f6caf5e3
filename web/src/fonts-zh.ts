// Loaded on its own, the first time that something Chinese is shown.
import '@fontsource-variable/noto-sans-sc'
import '@fontsource-variable/noto-serif-sc'
