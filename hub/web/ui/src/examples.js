// The questions that greet a newcomer: one tab each, the same that README.md and `samgraf demo` show.
import natureCare from '../../../data/demo/questions/1-nature-care.graphql?raw';
import moneyForSport from '../../../data/demo/questions/2-money-for-sport.graphql?raw';
import howWeKnow from '../../../data/demo/questions/3-how-we-know.graphql?raw';

export const examples = [natureCare, moneyForSport, howWeKnow];
