import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

const thingsOf = (text: string) => told({ ...read(text).scene!, people: [] })
const peopleOf = (text: string) => told({ ...read(text).scene!, motifs: [] })

describe('what is not there is said in many ways, and is not shown', () => {
  test.each([
    // sold, lost, given up, left behind
    ['I had to sell the piano to pay for the week.', '-piano 1'],
    ['We lost the big oak in March, and the swing with it.', '-oak 1, -swing 1'],
    ['I lost the pen, then the form.', '-pen 1, -form 1'],
    ['I left my hat on the train.', 'train 1, -hat 1'],
    ['We had to leave the dog behind.', '-dog 1'],
    ['Forgot my lunch on the counter again.', 'counter 1, -meal 1'],
    ['The boys took her chair to the dump.', '-chair 1'],
    ['dad took the telly and the good couch when he left', '-television 1, -sofa 1'],
    ['The fire took everything, the piano, the books, the photos.', 'fire, -piano 1, -book few, -photo few'],
    ['They repossessed the car.', '-car 1'],
    ['Someone has eaten my sandwich.', '-sandwich 1'],
    ['The tools have all been given to the lad next door.', '-tool few'],
    ['My ring fell down the drain.', '-ring 1'],
    // had once
    ['We used to have a dog.', '-dog 1'],
    ['I used to keep bees.', '-bee few'],
    ['There used to be a piano in this room.', 'room 1, -piano 1'],
    ['There was a swing here once.', '-swing 1'],
    ['Where our house stood there is a fence now.', 'fence 1, -house 1'],
    ['The creek where we swam is a road now.', 'road 1, -stream 1'],
    ['There were twenty trains a day and now there are none.', '-train few'],
    ['The doll I loved is gone.', '-doll 1'],
    ['He asks about a dog we buried in 1988.', '-dog 1'],
    ["There hasn't been rain since June.", '-rain'],
    ["I haven't seen the sea in years.", '-sea 1'],
    // no longer
    ["There's no longer a bench outside.", '-bench 1'],
    ["I don't wear my ring anymore.", '-ring 1'],
    ['The bakery is no more.', '-bakery 1'],
    ["The ferry doesn't stop here after Monday.", '-ship 1'],
    ["The sun hasn't come out for days.", '-sun 1'],
    ['They ran out of the warm blankets by ten.', '-blanket few'],
    ['The sugar is used up.', '-sugar'],
    // taken down, pulled down
    ['I took the mirror off the bathroom wall last week.', 'bathroom 1, wall 1, -mirror 1'],
    ['All our photos are down.', '-photo few'],
    ['They pulled the old school down.', '-school 1'],
    ["They've concreted over the garden.", '-garden 1'],
    // never there
    ['I asked for a blanket but they had none.', '-blanket 1'],
    ['I went to buy bread and there was none.', '-bread'],
    ['We never took the photo with all of us in it.', '-photo 1'],
    ["I haven't cooked a real meal since.", '-meal 1'],
    ['He never gave the book back.', '-book 1'],
    ['Nobody sits on my bed, not even the cat.', 'bed 1, -cat 1'],
    ['If only I had a car.', '-car 1'],
    ["I couldn't save the cat.", '-cat 1'],
    // told by what is missed, wished for or kept from one
    ['I packed everything except the umbrella.', '-umbrella 1'],
    ['The only thing missing was the cake.', '-cake 1'],
    ['What I miss most is the piano.', '-piano 1'],
    ['He promised me a bike and it never came.', '-bicycle 1'],
    ["He didn't even leave a note.", '-paper'],
    ['Not so much as a card from my son.', '-card 1'],
    ['It was too cloudy to see the moon.', '-moon 1'],
    ['I crashed the car and it was written off.', '-car 1'],
    ['If we had a car I could visit him.', '-car 1'],
    ['The swans have left the lake.', 'lake 1, -swan few'],
    ["The tree they planted for her didn't survive the winter.", '-tree 1'],
    ['I handed in my uniform.', '-uniform 1'],
    ['He no longer needs the wheelchair.', '-wheelchair 1'],
  ])('%s', (text, things) => expect(thingsOf(text)).toBe(things))
})

describe('what only sounds lost is shown', () => {
  test.each([
    ['The garden has gone wild.', 'garden 1'],
    ['I found the key I had lost.', 'key 1'],
    ['There was a stall at the market.', 'shop 1, market 1'],
    ['He tore his letter into small pieces.', 'letter 1'],
    ['I left the lamp on.', 'lamp 1'],
    ['I nearly lost my bag.', 'bag 1'],
    ['She used to have tea at four.', 'tea'],
    ['Not even the rain could spoil it.', 'rain'],
    ['They took the bus and left.', 'bus 1'],
    ["I don't like the soup.", 'soup'],
    ['We never sold the house.', 'house 1'],
    ["The man who came for hot water hasn't turned up.", 'water'],
    ['The wind took the sign off the shop.', 'wind, signpost 1, shop 1'],
    ['The house was full of flowers and then they were gone.', 'house 1, -flower many'],
    ['She sent back her plate with a kiss on it.', 'plate 1'],
    ['She takes two trains a day.', 'train 2'],
  ])('%s', (text, things) => expect(thingsOf(text)).toBe(things))
})

describe('who is dead, far or was never there is not painted', () => {
  test.each([
    ['My cousin Oksana was killed in the war.', '@self, -@cousin'],
    ['My neighbour Dale hung himself in the spring.', '@self, -@neighbour'],
    ['My friend Marisol moved to Fort Bragg.', '@self, -@friend'],
    ['He asked where his mother was, and she has been dead for years.', '@other, -@mother'],
    ['The baby has never met her father.', '@baby, -@father'],
    ['Drugs took all my friends.', '@self, -@friend'],
    ["My father's apron is still on the nail.", '@self, -@father old'],
    ['The nurse was late.', '-@nurse'],
    ['Everybody I love leaves.', '@self, -@crowd'],
    ['The room has been empty since Callum left.', '-@other'],
    ["My brother didn't make it home for Eid.", '@self, -@brother'],
    ['I wish my sister was here.', '@self, -@sister'],
    ["I haven't seen my daughter in two years.", '@self, -@daughter'],
    ["I waited for my father but he didn't come.", '@self, -@father'],
    ['The guests have left.', '-@guest'],
    ['My daughter is in Australia.', '@self, -@daughter'],
  ])('%s', (text, people) => expect(peopleOf(text).replace(' old', '')).toBe(people.replace(' old', '')))
})

describe('what is lost, put away or dead of theirs takes nobody away', () => {
  test.each([
    ["My nan's hamster died.", '@self, @grandmother'],
    ['My wife has put away the cake.', '@self, @wife'],
    ['I wish my mother would stop.', '@self, @mother'],
    ['My husband has left the door open.', '@self, @husband'],
    ['The vet was dead nice.', '@doctor'],
    ["My mother's ring was sold.", '@self, @mother'],
  ])('%s', (text, people) => expect(peopleOf(text).replaceAll(' old', '')).toBe(people))
})
