-- Items made of what people wrote in another project.

-- Facts: who wrote the text of an item. They never judge it.
create table item_authors (
    item text not null references items,
    person text not null references users,
    primary key (item, person)
) /*clustered*/;
