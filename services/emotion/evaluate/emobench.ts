import type { Kind } from '../src/lexicon/feelings.ts'

/** EmoBench's words for feelings (Sabour et al. 2024), in both languages, and the group each is nearest to. */
export const choiceKinds: Record<string, Kind> = {}

const words: [Kind, string][] = [
  ['joy', 'Joy,Delight,Amusement,Pride,Excitement,Admiration,开心,惊喜,娱乐,自豪,激动,钦佩'],
  ['love', 'Love,Caring,Gratitude,Trust,Sentimental,爱,爱护,感激,信任,伤感'],
  ['hope', 'Hopeful,Anticipation,Hope,充满希望,期待,希望'],
  ['calm', 'Relief,Acceptance,释怀,包容,接受'],
  ['sadness', 'Sadness,Disappointment,Grief,Hopeless,Pessimism,伤心,失望,悲痛,绝望,悲观'],
  ['fear', 'Fear,Nervousness,害怕,紧张'],
  ['anger', 'Anger,Annoyance,Disapproval,Jealousy,生气,气恼,反对,嫉妒'],
  ['disgust', 'Disgust,反感'],
  ['shame', 'Embarrassment,Guilt,Remorse,尴尬,愧疚,悔恨'],
  ['surprise', 'Surprise,Curiosity,惊讶,好奇'],
  ['neutral', 'Oblivious,Indifferent,Unbothered,没意识的,不关心,无感'],
]

for (const [kind, list] of words) for (const word of list.split(',')) choiceKinds[word] = kind
